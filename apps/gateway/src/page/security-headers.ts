interface Request {
  readonly url: string;
}
interface Reply {
  header(name: string, value: string): Reply;
}

const OWN = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Inline styles stay allowed: Mantine and the API page write them; scripts come from files alone. */
export function secure(_request: Request, reply: Reply, done: () => void): void {
  reply
    .header('content-security-policy', OWN)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  done();
}
