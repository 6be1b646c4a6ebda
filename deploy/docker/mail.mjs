// The mail catcher as a container: receives on 2525, shows on 8025.
import { startMailCatcher } from '../local/mail-catcher.mjs';

await startMailCatcher({
  folder: process.env.CHISO_MAIL_DIR,
  host: '0.0.0.0',
  smtpPort: 2525,
  pagePort: 8025,
});
process.on('SIGTERM', () => process.exit(0));
