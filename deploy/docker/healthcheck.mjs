// The image has no shell: the health check of a container is this file.
const answer = await fetch(`http://127.0.0.1:${process.env.CHISO_HTTP_PORT}/health/ready`);
if (!answer.ok) console.error(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
