import { RejectedError } from './errors.js';

/** Who asks: an opaque person, the positions that the person holds, and the rights that follow from them. */
export interface Caller {
  readonly person: string;
  readonly positions: readonly string[];
  readonly rights: readonly Right[];
}

export type Right = 'read' | 'report' | 'office' | 'operator' | 'seed';

const ACT_AS = /^([\w.-]{1,80})@([\w.-]{1,40})$/;

/**
 * The caller that `X-Chiso-Act-As: <person>@<position>` names, until people sign in.
 * Throws RejectedError `caller.act-as` (400) where the header has another form.
 */
export function callerOfActAs(header: string | undefined): Caller {
  const match = ACT_AS.exec(header ?? 'demo@FOCAL');
  if (!match) {
    throw new RejectedError(
      'caller.act-as',
      'X-Chiso-Act-As has the form <person>@<position>, for example demo@FOCAL.',
      {
        status: 400,
        field: 'X-Chiso-Act-As',
      },
    );
  }
  const [, person, position] = match as unknown as [string, string, string];
  return { person, positions: [position], rights: rightsOf(position) };
}

function rightsOf(position: string): Right[] {
  if (position === 'SEED') return ['read', 'report', 'office', 'operator', 'seed'];
  if (position === 'OPERATOR') return ['read', 'report', 'office', 'operator'];
  if (position === 'FOCAL') return ['read', 'report', 'office'];
  return ['read', 'report'];
}

/** Throws RejectedError `caller.right` (403) where the caller lacks the right. */
export function requireRight(caller: Caller, right: Right): void {
  if (caller.rights.includes(right)) return;
  throw new RejectedError(
    'caller.right',
    `This needs the right "${right}", which ${caller.positions.join(', ')} does not have.`,
    {
      status: 403,
      params: { right },
    },
  );
}
