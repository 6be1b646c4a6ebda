import { type AlertChanged, type Instant } from '#contracts';
import { type Evaluation } from './evaluation.js';

/** What became of an occurrence, or that nothing did. */
export interface Step {
  readonly alert: AlertChanged;
  /** Whether people are told: recipients by rule for a new alert, those who were told before for what follows. */
  readonly tells: 'recipients' | 'told' | 'nobody';
}

export const isOpen = (alert: Pick<AlertChanged, 'state'>): boolean =>
  alert.state === 'pending' || alert.state === 'firing' || alert.state === 'acknowledged';

const mayOpen = (evaluation: Evaluation): boolean =>
  evaluation.cause === 'live' || evaluation.cause === 'correction';

/**
 * The next state of an occurrence after an evaluation, or undefined where nothing changes.
 *
 * pending → firing → acknowledged ⇄ firing → resolved | expired | superseded. Only live values and corrections open an
 * alert. Between the firing and the clearing level nothing moves. A correction that takes the breach away withdraws
 * the alert; one that changes its value revises it. Those who were told are told of both.
 */
export function nextStep(
  open: AlertChanged | undefined,
  evaluation: Evaluation,
  opening: { id: string; occurrence: number; recipients: string[]; now: Instant },
): Step | undefined {
  if (!open)
    return evaluation.finding === 'breach' && mayOpen(evaluation) ? opened(evaluation, opening) : undefined;
  if (evaluation.finding === 'clear') return closed(open, evaluation, opening.now);
  if (evaluation.finding === 'breach' && evaluation.value !== open.value && mayOpen(evaluation))
    return revised(open, evaluation);
  return undefined;
}

function opened(
  evaluation: Evaluation,
  { id, occurrence, recipients, now }: { id: string; occurrence: number; recipients: string[]; now: Instant },
): Step {
  const { rule, scope, titles } = evaluation;
  const alert: AlertChanged = {
    id,
    identity: evaluation.identity,
    occurrence,
    rule: rule.id,
    ruleVersion: rule.version,
    kind: rule.kind,
    severity: rule.severity,
    state: 'firing',
    transition: 'fired',
    ...scope,
    ...(evaluation.value === undefined ? {} : { value: evaluation.value }),
    ...(evaluation.threshold === undefined ? {} : { threshold: evaluation.threshold }),
    ...(evaluation.dueAt === undefined ? {} : { dueAt: evaluation.dueAt }),
    titleVi: titles.vi,
    titleEn: titles.en,
    recipients,
    openedAt: now,
    firedAt: now,
    knownFrom: now,
    version: 1,
    catalogueVersion: evaluation.catalogueVersion,
    cause: evaluation.cause,
    ...(evaluation.demo ? { demo: true } : {}),
  };
  return { alert, tells: 'recipients' };
}

const following = (open: AlertChanged, evaluation: Evaluation): AlertChanged => ({
  ...open,
  version: open.version + 1,
  cause: evaluation.cause,
  catalogueVersion: evaluation.catalogueVersion,
  ...(evaluation.value === undefined ? {} : { value: evaluation.value }),
  titleVi: evaluation.titles.vi,
  titleEn: evaluation.titles.en,
  knownFrom: evaluation.knownFrom > open.knownFrom ? evaluation.knownFrom : open.knownFrom,
});

function closed(open: AlertChanged, evaluation: Evaluation, now: Instant): Step {
  const withdrawn = evaluation.corrects;
  const alert: AlertChanged = {
    ...following(open, evaluation),
    state: 'resolved',
    transition: withdrawn ? 'withdrawn' : 'resolved',
    closedAt: now,
    ...(withdrawn ? { withdrawn: true } : {}),
  };
  return { alert, tells: 'told' };
}

function revised(open: AlertChanged, evaluation: Evaluation): Step {
  const alert = following(open, evaluation);
  return {
    alert: { ...alert, transition: `revised-${alert.version}` },
    tells: evaluation.corrects ? 'told' : 'nobody',
  };
}

/** A person has seen it: the steps that wait are cancelled by the caller. Undefined where there is nothing to acknowledge. */
export function acknowledged(alert: AlertChanged, by: string, now: Instant): AlertChanged | undefined {
  if (alert.state !== 'firing' && alert.state !== 'pending') return undefined;
  return {
    ...alert,
    version: alert.version + 1,
    state: 'acknowledged',
    transition: 'acknowledged',
    acknowledgedAt: now,
    acknowledgedBy: by,
    cause: 'live',
    knownFrom: now,
  };
}
