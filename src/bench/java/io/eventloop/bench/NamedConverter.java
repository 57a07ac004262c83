package io.eventloop.bench;

import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.workload.Workloads;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Finds a value by the name that it is shown under, in whatever case, and not by the constant's.
 */
abstract class NamedConverter<T> implements ITypeConverter<T> {
  private final T[] values;

  private NamedConverter(T[] values) {
    this.values = values;
  }

  @Override
  public T convert(String name) {
    return Arrays.stream(values)
        .filter(value -> value.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + name + "': " + accepted()));
  }

  private String accepted() {
    return Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "))
        + " are accepted";
  }

  static final class OfWorkloads extends NamedConverter<Workloads> {
    OfWorkloads() {
      super(Workloads.values());
    }
  }

  static final class OfContenders extends NamedConverter<Contenders> {
    OfContenders() {
      super(Contenders.values());
    }
  }
}
