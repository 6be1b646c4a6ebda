import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientsModule, Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Inbox, Observation, SeriesTrend, UnitScore } from './entities.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsService } from './observations.service.js';

const brokers = [process.env.BROKER!];

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [Inbox, Observation, SeriesTrend, UnitScore],
      synchronize: true,
    }),
    ClientsModule.register([
      {
        name: 'KAFKA',
        transport: Transport.KAFKA,
        options: { client: { clientId: 'nest-naive', brokers }, producerOnlyMode: true },
      },
    ]),
  ],
  controllers: [ObservationsController],
  providers: [ObservationsService],
})
class AppModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
  logger: ['error', 'warn'],
  transport: Transport.KAFKA,
  options: {
    client: { clientId: 'nest-naive', brokers },
    consumer: { groupId: process.env.GROUP! },
    subscribe: { fromBeginning: true },
  },
});
app.enableShutdownHooks();
await app.listen();
