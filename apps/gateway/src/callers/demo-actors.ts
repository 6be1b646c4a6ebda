import { type Actor, type ActorChoice, type Day } from '#contracts';
import { type Catalogue } from '#catalogue';
import { callerOfActAs } from '#runtime';
import { type Names } from '../names/names.js';

/** The person who acts where nobody chose; the second one of the office serves what needs two people. */
export const DEFAULT_ACTOR = 'demo@FOCAL';
const OFFICE = [DEFAULT_ACTOR, 'demo-2@FOCAL'];
const LEADERS = ['CT', 'PCT1', 'PCT2', 'PCT3', 'PCT4', 'HEAD.TTT'];

/**
 * Who can be chosen on a day: the office, the leaders, then head and reporter of each reporting unit; those whose code
 * or name holds the searched words, with or without Vietnamese marks.
 */
export function demoActors(catalogue: Catalogue, names: Names, day: Day, search = ''): ActorChoice[] {
  const units = catalogue
    .all('unit')
    .filter(
      (unit) =>
        unit.attributes.reports &&
        unit.validFrom <= day &&
        (unit.validTo === undefined || unit.validTo >= day),
    )
    .map((unit) => unit.code);
  const positions = [...LEADERS, ...units.flatMap((unit) => [`HEAD.${unit}`, `REP.${unit}`])];
  const held = [...new Set(positions)].filter((code) => catalogue.on('position', code, day) !== undefined);
  const headers = [...OFFICE, ...held.map((code) => `demo-${code.toLowerCase()}@${code}`)];
  const words = plain(search).split(' ').filter(Boolean);
  return headers
    .map((header) => choiceOf(header, names, day))
    .filter((choice) => words.every((word) => plain(Object.values(choice).join(' ')).includes(word)));
}

function choiceOf(header: string, names: Names, day: Day): ActorChoice {
  const { nameVi, nameEn } = names.position(header.slice(header.indexOf('@') + 1), day);
  return { header, nameVi, nameEn };
}

/** Lower case without marks: `Sở Y tế` and `so y te` are the same. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

/** The actor that a header names, with the names of the post. */
export function actorOf(header: string, names: Names, day: Day): Actor {
  const { person, positions, rights } = callerOfActAs(header);
  const code = positions[0]!;
  const unit = names.unitOfPosition(code, day);
  return {
    person,
    position: names.position(code, day),
    ...(unit ? { unit } : {}),
    rights: [...rights],
    header: `${person}@${code}`,
  };
}
