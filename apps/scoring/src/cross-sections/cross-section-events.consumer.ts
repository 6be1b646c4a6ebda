import { Inject } from '@nestjs/common';
import {
  type CrossSectionTouched,
  CrossSectionTouchedV1,
  type PublicationCompleted,
  PublicationCompletedV1,
} from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { FollowTouches } from './follow-touches.js';

/** Stage 2: whatever needs more than one unit. */
@Consumer({ group: 'stage-2' })
export class CrossSectionEventsConsumer {
  constructor(@Inject(FollowTouches) private readonly followTouches: FollowTouches) {}

  @OnSlice(CrossSectionTouchedV1)
  async touches(slice: Slice<CrossSectionTouched>): Promise<void> {
    await this.followTouches.fromTouches(slice);
  }

  @OnSlice(PublicationCompletedV1)
  async publications(slice: Slice<PublicationCompleted>): Promise<void> {
    await this.followTouches.fromPublications(slice);
  }
}
