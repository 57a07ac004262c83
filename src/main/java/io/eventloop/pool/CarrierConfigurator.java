package io.eventloop.pool;

import com.typesafe.config.Config;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.MonitorableThreadFactory;

/**
 * Makes the {@link CarrierPool} of {@code eventloop.dispatcher}; named there as its {@code
 * executor}, and created by Pekko, which looks for this constructor.
 */
final class CarrierConfigurator extends ExecutorServiceConfigurator {
  private final ClassLoader classLoader;

  CarrierConfigurator(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    this.classLoader = prerequisites.dynamicAccess().classLoader();
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(
      String id, ThreadFactory threadFactory) {
    UncaughtExceptionHandler errorHandler =
        threadFactory instanceof MonitorableThreadFactory pekkos
            ? pekkos.exceptionHandler()
            : Thread.getDefaultUncaughtExceptionHandler();
    return new Factory(classLoader, errorHandler);
  }

  private record Factory(ClassLoader classLoader, UncaughtExceptionHandler errorHandler)
      implements ExecutorServiceFactory {
    @Override
    public ExecutorService createExecutorService() {
      return new CarrierExecutor(new CarrierPool(classLoader, errorHandler));
    }
  }
}
