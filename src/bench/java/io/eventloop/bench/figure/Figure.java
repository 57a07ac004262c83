package io.eventloop.bench.figure;

/** One measured value. */
public record Figure(Metric metric, double value) {}
