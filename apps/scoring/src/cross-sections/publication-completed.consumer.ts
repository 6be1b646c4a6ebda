import { Inject } from '@nestjs/common';
import { type PublicationCompleted, PublicationCompletedV1 } from '#contracts';
import { Consumer, OnSlice, type Slice } from '#messaging';
import { FollowPublications } from './follow-publications.js';

/** Stage 2 hears of publications; what stage 1 touches comes to it by the table of what is due. */
@Consumer({ group: 'stage-2' })
export class PublicationCompletedConsumer {
  constructor(@Inject(FollowPublications) private readonly followPublications: FollowPublications) {}

  @OnSlice(PublicationCompletedV1)
  async follow(slice: Slice<PublicationCompleted>): Promise<void> {
    await this.followPublications.execute(slice);
  }
}
