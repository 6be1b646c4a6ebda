import * as contracts from '#contracts';

const { properties, required } = contracts.ObservationReportedV1.schema;
/** A row over HTTP: numerator and denominator can stand for the value, and the seed says when it was recorded. */
const REPORTED_ROW = {
  type: 'object',
  required: required?.filter((name) => name !== 'value'),
  properties: {
    ...properties,
    recordedAt: { type: 'string', format: 'date-time', description: 'Right of seed and operator' },
  },
};

/** Requests that the gateway passes on; the owning service checks them. */
const REQUESTS = {
  ObservationsRequest: {
    type: 'object',
    required: ['observations'],
    properties: {
      observations: { type: 'array', items: REPORTED_ROW },
      cause: { type: 'string', enum: ['backfill'], description: 'Right of seed and operator' },
      demo: { type: 'boolean', description: 'Right of seed and operator' },
    },
  },
  PlansRequest: {
    type: 'object',
    required: ['plans'],
    properties: {
      cause: { type: 'string', enum: ['backfill'], description: 'Right of seed and operator' },
      plans: {
        type: 'array',
        items: {
          type: 'object',
          required: ['indicator', 'unit', 'base', 'target', 'shape'],
          properties: {
            indicator: { type: 'string' },
            unit: { type: 'string' },
            base: { $ref: '#/components/schemas/PeriodValue' },
            target: { $ref: '#/components/schemas/PeriodValue' },
            shape: { type: 'string', enum: contracts.PLAN_SHAPES },
            issuer: { type: 'string' },
            demo: { type: 'boolean' },
          },
        },
      },
    },
  },
  PeriodValue: {
    type: 'object',
    required: ['period', 'value'],
    properties: { period: { type: 'string' }, value: { type: 'number' } },
  },
  PublicationRequest: {
    type: 'object',
    required: ['index', 'period', 'state'],
    properties: {
      index: { type: 'string', examples: ['PCI'] },
      period: { type: 'string', examples: ['2021'] },
      state: { type: 'string', const: 'partial', description: 'No more provinces will come' },
    },
  },
  PublicationAnswer: {
    type: 'object',
    required: ['id', 'state', 'expected', 'received'],
    properties: {
      id: { type: 'string', examples: ['PCI:2021'] },
      state: { type: 'string', enum: contracts.PUBLICATION_STATES },
      expected: { type: 'integer' },
      received: { type: 'integer' },
    },
  },
  ObligationStartsRequest: {
    type: 'object',
    required: ['starts'],
    properties: {
      starts: {
        type: 'array',
        items: {
          type: 'object',
          required: ['indicator', 'startDay'],
          properties: { indicator: { type: 'string' }, startDay: { type: 'string', format: 'date' } },
        },
      },
    },
  },
  ObligationStartsAnswer: {
    type: 'object',
    required: ['started'],
    properties: { started: { type: 'integer', description: 'Indicators that have a start day now' } },
  },
  CatalogueRequest: {
    type: 'object',
    required: ['entries'],
    properties: {
      entries: { type: 'array', items: { type: 'object' }, description: 'Dated drafts of entries' },
    },
  },
  ExplainRequest: {
    type: 'object',
    required: ['reason'],
    properties: {
      reason: { type: 'string' },
      action: { type: 'string' },
      newDate: { type: 'string', format: 'date' },
    },
  },
  SilenceRequest: {
    type: 'object',
    required: ['until', 'reason'],
    properties: { until: { type: 'string', format: 'date-time' }, reason: { type: 'string' } },
  },
  ProgressRequest: {
    type: 'object',
    required: ['task', 'done', 'total'],
    properties: { task: { type: 'string' }, done: { type: 'integer' }, total: { type: 'integer' } },
  },
  ResultsResponse: {
    type: 'object',
    required: ['results'],
    properties: {
      results: {
        type: 'array',
        items: {
          type: 'object',
          required: ['index', 'outcome'],
          properties: {
            index: { type: 'integer', description: 'Place of the row in the request' },
            outcome: { type: 'string', enum: ['recorded', 'unchanged', 'revised', 'returned'] },
            id: { type: 'string' },
            revision: { type: 'integer' },
            problems: {
              type: 'array',
              items: {
                type: 'object',
                required: ['code', 'detail'],
                properties: {
                  code: { type: 'string' },
                  detail: { type: 'string' },
                  field: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  },
  Anything: { type: 'object', additionalProperties: true },
} as const;

const ANSWERS = {
  AlertListResponse: contracts.AlertListResponseSchema,
  AlertView: contracts.AlertViewSchema,
  CallersResponse: contracts.CallersResponseSchema,
  CatalogueListResponse: contracts.CatalogueListResponseSchema,
  ChooseCaller: contracts.ChooseCallerSchema,
  DepartmentResponse: contracts.DepartmentResponseSchema,
  HeatResponse: contracts.HeatResponseSchema,
  IndexPageResponse: contracts.IndexPageResponseSchema,
  LiveEvent: contracts.LiveEventSchema,
  ObligationListResponse: contracts.ObligationListResponseSchema,
  OverviewResponse: contracts.OverviewResponseSchema,
  Problem: contracts.ProblemSchema,
  ProvinceTableResponse: contracts.ProvinceTableResponseSchema,
  RankingResponse: contracts.RankingResponseSchema,
  ScoreListResponse: contracts.ScoreListResponseSchema,
  ScoreNode: contracts.ScoreNodeSchema,
  ScoreTreeResponse: contracts.ScoreTreeResponseSchema,
  SeriesResponse: contracts.SeriesResponseSchema,
  StatusResponse: contracts.StatusResponseSchema,
  TrendListResponse: contracts.TrendListResponseSchema,
} as const;

/** Every shape of the API page by its name. */
export const SCHEMAS = { ...REQUESTS, ...ANSWERS };
export type SchemaName = keyof typeof SCHEMAS;
