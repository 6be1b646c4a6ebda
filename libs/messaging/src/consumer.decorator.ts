import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type EventDefinition } from '#contracts';
import { RethrowFilter } from './rethrow.filter.js';

export interface ConsumerOptions {
  /** A group of its own inside the service: `chiso.<service>.<group>`. */
  readonly group?: string;
}

/** What the transport finds at a handler: the group it belongs to and the event that it reads. */
export interface SliceHandlerExtras {
  readonly group: string;
  readonly definition: EventDefinition;
}

const READS = Symbol('reads');

type Reads = Map<string | symbol, EventDefinition>;

const readsOf = (prototype: object): Reads =>
  (Reflect.getOwnMetadata(READS, prototype) as Reads | undefined) ?? new Map();

/** A method that takes slices of one event; it becomes an ordinary Nest event handler of its class's group. */
export const OnSlice =
  <T>(definition: EventDefinition<T>): MethodDecorator =>
  (target, property) => {
    const reads = readsOf(target).set(property, definition);
    Reflect.defineMetadata(READS, reads, target);
  };

/** A class whose methods take slices of events. The group is in the pattern, so that two groups may read one topic. */
export const Consumer =
  ({ group = '' }: ConsumerOptions = {}): ClassDecorator =>
  (target) => {
    Controller()(target);
    UseFilters(new RethrowFilter())(target);
    const prototype: object = target.prototype;
    for (const [property, definition] of readsOf(prototype)) {
      const extras: SliceHandlerExtras = { group, definition };
      const descriptor = Object.getOwnPropertyDescriptor(prototype, property)!;
      EventPattern(`${group}|${definition.type}`, extras as unknown as Record<string, unknown>)(
        prototype,
        property,
        descriptor,
      );
    }
  };
