import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { type SchemaName } from './schemas.js';

const reference = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const content = (name: SchemaName, type = 'application/json') => ({
  content: { [type]: { schema: reference(name) } },
});
const problem = (status: number, description: string) =>
  ApiResponse({ status, description, ...content('Problem', 'application/problem+json') });

/** A call that answers with one of the described shapes, or with problem details. */
export const Answers = (name: SchemaName, summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: summary, ...content(name) }),
    problem(400, 'A parameter is not valid'),
    problem(404, 'Something named in the address does not exist'),
  );

/** A question: as an answer, and it may be asked as things stood at an instant. */
export const AnswersAsKnown = (name: SchemaName, summary: string): MethodDecorator =>
  applyDecorators(
    Answers(name, summary),
    ApiQuery({
      name: 'asKnownOn',
      required: false,
      description: 'Answers as the system stood at this instant',
      schema: { type: 'string', format: 'date-time' },
    }),
    ApiResponse({ status: 304, description: 'Nothing changed since the ETag in If-None-Match' }),
  );

/** An optional query parameter. */
export const Wish = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, required: false, description, schema: { type: 'string' } });

export const Takes = (name: SchemaName): MethodDecorator =>
  applyDecorators(ApiBody({ schema: reference(name) }), problem(401, 'Nobody is signed in'));

/** A command that the owning service answers. */
export const PassesOn = (takes: SchemaName, answers: SchemaName, summary: string): MethodDecorator =>
  applyDecorators(
    Answers(answers, summary),
    Takes(takes),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Same key, same results, for 7 days',
    }),
    ApiHeader({ name: 'X-Chiso-Act-As', required: false, description: '<person>@<position>, on loopback' }),
    problem(403, 'The caller lacks the right'),
    problem(413, 'The body is larger than 5 MB'),
    problem(503, 'The owning service is away; Retry-After says when to ask again'),
  );
