import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useWords } from '../language/use-words.js';
import { ActorChooser } from './actor-chooser.js';
import { LanguageSwitch } from './language-switch.js';
import { SchemeSwitch } from './scheme-switch.js';
import { useLinkTo } from './view-state.js';
import './shell.css';

const PLACES = [
  { path: '/', key: 'nav.overview' },
  { path: '/indices/PCI', key: 'nav.pci' },
  { path: '/indices/PAPI', key: 'nav.papi' },
  { path: '/units', key: 'nav.units' },
  { path: '/alerts', key: 'nav.alerts' },
] as const;

export function TopBar() {
  const { t } = useWords();
  const [path] = useLocation();
  // The menu of a narrow screen is open at one address, so following a link closes it.
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === path;
  return (
    <>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <header className="bar" data-open={open}>
        <Logo />
        <button
          type="button"
          className="button menu"
          aria-expanded={open}
          aria-controls="bar-content"
          onClick={() => setOpenAt(open ? undefined : path)}
        >
          {t('nav.menu')}
        </button>
        <div className="bar-content" id="bar-content">
          <Places path={path} />
          <div className="tools">
            <ActorChooser />
            <SchemeSwitch />
            <LanguageSwitch />
          </div>
        </div>
      </header>
    </>
  );
}

function Logo() {
  const { t } = useWords();
  const linkTo = useLinkTo();
  return (
    <Link className="logo" href={linkTo('/')}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <path d="M2 20V13h4v7zM9 20V8h4v12zM16 20V2h4v18z" fill="#A3BAFF" />
      </svg>
      chiso <small>{t('nav.province')}</small>
    </Link>
  );
}

function Places({ path }: { path: string }) {
  const { t } = useWords();
  const linkTo = useLinkTo();
  return (
    <nav aria-label={t('nav.main')}>
      <ul>
        {PLACES.map((place) => (
          <li key={place.path}>
            <Link
              href={linkTo(place.path)}
              aria-current={
                place.path === path || (place.path !== '/' && path.startsWith(`${place.path}/`))
                  ? 'page'
                  : undefined
              }
            >
              {t(place.key)}
            </Link>
          </li>
        ))}
        <li>
          <a href="/api">{t('nav.data')}</a>
        </li>
      </ul>
    </nav>
  );
}
