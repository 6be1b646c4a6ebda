import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { knownUntil } from '../questions/as-known-on.js';
import { CatalogueAsKnown } from './catalogue-as-known.js';

type Request = { readonly query: { readonly asKnownOn?: string } };

/** A question about an instant is answered in the names of that instant. */
@Injectable()
export class NamesAsKnown implements NestInterceptor {
  constructor(private readonly catalogue: CatalogueAsKnown) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { asKnownOn } = context.switchToHttp().getRequest<Request>().query;
    if (asKnownOn === undefined) return next.handle();
    // The handler runs when it is subscribed to, so that must happen inside.
    return from(this.catalogue.answering(knownUntil(asKnownOn), () => lastValueFrom(next.handle())));
  }
}
