export * from './context/world.ts';
