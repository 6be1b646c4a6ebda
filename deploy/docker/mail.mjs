// The mail catcher as a container: receives on 2525, shows on 8025.
import { PAGE_PORT, startMailCatcher } from '../local/mail-catcher.mjs';

await startMailCatcher({
  folder: process.env.CHISO_MAIL_DIR,
  host: '0.0.0.0',
  smtpPort: 2525,
  pagePort: PAGE_PORT,
});
process.on('SIGTERM', () => process.exit(0));
