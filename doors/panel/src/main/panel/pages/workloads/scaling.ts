import type { Schemas } from '../../api/client';
import { isWhole } from './wish';

export type Automatic = Schemas['AutomaticScaling'];

/** How many replicas there are to be, as it is typed. */
export interface Scaling {
  how: 'fixed' | 'automatic';
  replicas: string;
  min: string;
  max: string;
  /** What of the machine is looked at; empty for a number of the app's own alone. */
  resource: string;
  usage: string;
  own: boolean;
  url: string;
  format: string;
  place: string;
  target: string;
  aggregation: string;
  up: string;
  down: string;
  cooldown: string;
}

export type ScalingText = { [Name in keyof Scaling]: Scaling[Name] extends string ? Name : never }[keyof Scaling];

export const FORMATS = ['JSON', 'YAML', 'XML', 'PROMETHEUS'] as const;
export const AGGREGATIONS = ['AVERAGE', 'MAX', 'MIN', 'SUM'] as const;
export const MOST_REPLICAS = 10;
const LONGEST_WAIT = 3600;

export const ONE_REPLICA: Scaling = {
  how: 'fixed',
  replicas: '1',
  min: '1',
  max: '3',
  resource: 'CPU',
  usage: '75',
  own: false,
  url: '',
  format: 'JSON',
  place: '',
  target: '',
  aggregation: 'AVERAGE',
  up: '0',
  down: '300',
  cooldown: '300',
};

/** What an app has now, to be changed. */
export function scalingOf(replicas: number, automatic: Automatic | undefined): Scaling {
  if (!automatic) return { ...ONE_REPLICA, replicas: String(Math.max(1, replicas)) };
  const metric = automatic.customMetrics;
  return {
    ...ONE_REPLICA,
    how: 'automatic',
    replicas: String(Math.max(1, replicas)),
    min: String(automatic.replicasMin),
    max: String(automatic.replicasMax),
    resource: automatic.resourceType ?? '',
    usage: String(automatic.averageUsageTarget ?? ONE_REPLICA.usage),
    ...(metric
      ? {
          own: true,
          url: metric.apiUrl,
          format: metric.format,
          place: metric.valueLocation,
          target: String(metric.targetValue),
          aggregation: metric.aggregationType,
        }
      : {}),
    up: String(automatic.scaleUpStabilizationWindowSeconds),
    down: String(automatic.scaleDownStabilizationWindowSeconds),
    cooldown: String(automatic.cooldownPeriodSeconds),
  };
}

/** Which fields are wrong; what only the server knows it says when it is asked. */
export function wrongOf(scaling: Scaling): ScalingText[] {
  if (scaling.how === 'fixed') return isWhole(scaling.replicas, 1, MOST_REPLICAS) ? [] : ['replicas'];
  const wrong: ScalingText[] = [];
  const require = (holds: boolean, field: ScalingText) => void (holds || wrong.push(field));
  require(isWhole(scaling.max, 1, MOST_REPLICAS), 'max');
  require(isWhole(scaling.min, 0, Math.min(MOST_REPLICAS, Number(scaling.max) || MOST_REPLICAS)), 'min');
  require(!scaling.resource || isWhole(scaling.usage, 1, 100), 'usage');
  require(scaling.resource !== '' || scaling.own, 'resource');
  if (scaling.own) {
    require(/^https?:\/\//i.test(scaling.url.trim()), 'url');
    require(scaling.place.trim() !== '', 'place');
    require(Number(scaling.target) > 0, 'target');
  }
  for (const field of ['up', 'down', 'cooldown'] as const) require(isWhole(scaling[field], 0, LONGEST_WAIT), field);
  return wrong;
}

/** What is sent to the API. */
export function strategyOf(scaling: Scaling): Record<string, unknown> {
  if (scaling.how === 'fixed') return { fixed: { replicas: Math.max(1, Math.trunc(Number(scaling.replicas)) || 1) } };
  const wait = (name: string, text: string, usual: number) => (Number(text) === usual ? {} : { [name]: Number(text) });
  return {
    automatic: {
      replicasMin: Number(scaling.min),
      replicasMax: Number(scaling.max),
      ...(scaling.resource ? { resourceType: scaling.resource, averageUsageTarget: Number(scaling.usage) } : {}),
      ...(scaling.own
        ? {
            customMetrics: {
              apiUrl: scaling.url.trim(),
              format: scaling.format,
              valueLocation: scaling.place.trim(),
              targetValue: Number(scaling.target),
              aggregationType: scaling.aggregation,
            },
          }
        : {}),
      ...wait('scaleUpStabilizationWindowSeconds', scaling.up, 0),
      ...wait('scaleDownStabilizationWindowSeconds', scaling.down, 300),
      ...wait('cooldownPeriodSeconds', scaling.cooldown, 300),
    },
  };
}
