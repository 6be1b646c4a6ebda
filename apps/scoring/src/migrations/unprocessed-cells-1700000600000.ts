import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Cells whose newest event is a dead letter. Letters come to be in four ways (broken, rejected, poison, replay that fails)
 * and end in three; a trigger sees all of them in their own transactions, where calls from each could be forgotten.
 */
export class UnprocessedCells1700000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unprocessed_cell (
        letter bigint PRIMARY KEY,
        scored_unit text NOT NULL,
        indicator text NOT NULL,
        unit text NOT NULL,
        period text NOT NULL,
        open boolean NOT NULL,
        known_from timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX unprocessed_cell_of_unit ON unprocessed_cell (scored_unit)`);
    await runner.query(`
      CREATE FUNCTION note_unprocessed_cell() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
      DECLARE
        data jsonb;
        year int;
        known_from timestamptz := NEW.dead_since;
      BEGIN
        BEGIN
          data := convert_from(NEW.value, 'UTF8')::jsonb;
        EXCEPTION WHEN data_exception THEN
          RETURN NULL;
        END;
        BEGIN
          known_from := coalesce((data ->> 'recordedAt')::timestamptz, known_from);
        EXCEPTION WHEN data_exception THEN
          NULL;
        END;
        IF jsonb_typeof(data -> 'indicator') = 'string' AND jsonb_typeof(data -> 'unit') = 'string'
           AND data ->> 'period' ~ '^[12][0-9]{3}' THEN
          year := substring(data ->> 'period' FOR 4)::int;
          INSERT INTO unprocessed_cell AS held (letter, scored_unit, indicator, unit, period, open, known_from)
          VALUES (NEW.id, coalesce(data ->> 'scoredUnit', data ->> 'unit'), data ->> 'indicator', data ->> 'unit',
            data ->> 'period', NEW.state = 'open', known_from)
          ON CONFLICT (letter) DO UPDATE SET open = excluded.open;
          INSERT INTO rescore_due AS held (unit, from_day, to_day, cause, due_at)
          VALUES (coalesce(data ->> 'scoredUnit', data ->> 'unit'), make_date(year, 1, 1), make_date(year + 4, 12, 31),
            'rescore', clock_timestamp())
          ON CONFLICT (unit) DO UPDATE SET from_day = least(held.from_day, excluded.from_day),
            to_day = greatest(held.to_day, excluded.to_day), cause = 'rescore', due_at = excluded.due_at;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER note_unprocessed_cell AFTER INSERT OR UPDATE OF state ON dead_letter
      FOR EACH ROW EXECUTE FUNCTION note_unprocessed_cell()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER note_unprocessed_cell ON dead_letter');
    await runner.query('DROP FUNCTION note_unprocessed_cell');
    await runner.query('DROP TABLE unprocessed_cell');
  }
}
