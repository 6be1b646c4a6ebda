import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inbox, Observation, SeriesTrend, UnitScore } from './entities.js';
import { INDICATORS, WINDOW, indexOf, monthOf, scoreOf, trendOf, weightOf } from './maths.js';

export interface ObservationEvent {
  indicator: string;
  unit: string;
  period: string;
  revision: number;
  status: string;
  value: number;
  recordedAt: string;
}

@Injectable()
export class ObservationsService {
  constructor(private readonly dataSource: DataSource) {}

  async apply(id: string, e: ObservationEvent) {
    return this.dataSource.transaction(async (em) => {
      if (await em.findOneBy(Inbox, { id })) return null;
      await em.save(em.create(Inbox, { id, receivedAt: new Date() }));

      const { unit, indicator, period } = e;
      const stored = await em.findOneBy(Observation, { unit, indicator, period });
      if (stored && stored.revision >= e.revision) return null;
      await em.save(
        em.create(Observation, {
          unit,
          indicator,
          period,
          revision: e.revision,
          status: e.status,
          value: e.value,
          recordedAt: new Date(e.recordedAt),
        }),
      );

      const window = await em.find(Observation, {
        where: { unit, indicator },
        order: { period: 'DESC' },
        take: WINDOW,
      });
      const trend = trendOf(window.reverse().map((o) => ({ month: monthOf(o.period), value: o.value })));
      const before = await em.findOneBy(SeriesTrend, { unit, indicator });
      await em.save(em.create(SeriesTrend, { unit, indicator, ...trend }));

      const present = await em.findBy(Observation, { unit, period });
      let weights = 0;
      let weighted = 0;
      for (const o of present) {
        const i = indexOf(o.indicator);
        weights += weightOf(i);
        weighted += weightOf(i) * scoreOf(i, o.value);
      }
      const score = { unit, period, score: weighted / weights, coverage: present.length / INDICATORS };
      await em.save(em.create(UnitScore, score));
      const changed = trend.class !== (before?.class ?? 'holding');
      return {
        score,
        trend: changed
          ? { unit, indicator, class: trend.class, slope: trend.slope, s: trend.s, z: trend.z }
          : null,
      };
    });
  }
}
