import { Modal } from '@mantine/core';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { type AlertView } from '#contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postCommand } from '../api/get-answer.js';
import { useWords } from '../language/use-words.js';
import { type Draft, forgetDraft, keepDraft, readDraft } from './explanation-draft.js';

interface Dialog {
  alert: AlertView;
  actor: string;
  onClose: () => void;
}

/** Reason, action and date; the draft is kept, Esc closes and the focus goes back to the button. */
export default function ExplainDialog({ alert, actor, onClose }: Dialog) {
  const { t, locale } = useWords();
  const questions = useQueryClient();
  const onPhone = useMediaQuery('(max-width: 47.99em)') ?? false;
  const [draft, setDraft] = useState<Draft>(() => readDraft(alert.id));
  const [failed, setFailed] = useState<string>();
  const change = (field: keyof Draft, value: string) => {
    const next = { ...draft, [field]: value };
    setDraft(next);
    keepDraft(alert.id, next);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const told = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== ''));
    try {
      await postCommand(`/api/v1/alerts/${alert.id}/explain`, told, { actAs: actor, language: locale });
      forgetDraft(alert.id);
      await questions.invalidateQueries({ queryKey: ['answer'] });
      onClose();
    } catch (problem) {
      setFailed((problem as Error).message);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{t('explain.title')}</b>}
      fullScreen={onPhone}
      size="lg"
      closeButtonProps={{ 'aria-label': t('explain.close') }}
    >
      <form className="explain" onSubmit={(event) => void send(event)}>
        <p className="small muted">{t('explain.kept')}</p>
        <label htmlFor="explain-reason">
          {t('explain.reason')} <span className="muted">{t('explain.required')}</span>
        </label>
        <textarea
          id="explain-reason"
          rows={4}
          required
          value={draft.reason}
          onChange={(event) => change('reason', event.target.value)}
        />
        <label htmlFor="explain-action">{t('explain.action')}</label>
        <textarea
          id="explain-action"
          rows={3}
          value={draft.action}
          onChange={(event) => change('action', event.target.value)}
        />
        <label htmlFor="explain-date">{t('explain.date')}</label>
        <input
          id="explain-date"
          type="date"
          value={draft.newDate}
          onChange={(event) => change('newDate', event.target.value)}
        />
        {failed && (
          <p role="alert" className="red-text">
            {t('alerts.failed', { reason: failed })}
          </p>
        )}
        <p className="alert-actions">
          <button type="submit" className="button primary">
            {t('explain.send')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('explain.later')}
          </button>
        </p>
      </form>
    </Modal>
  );
}
