package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/** The two functions that settle a promise from outside: CreateResolvingFunctions of ECMA-262. */
final class Resolution<T> implements Promise.Resolver<T> {
  private final Promise<T> promise;

  Resolution(Promise<T> promise) {
    this.promise = promise;
  }

  @Override
  public void accept(@Nullable T value) {
    promise.checkLoop();
    promise.fulfil(value);
  }

  @Override
  public void follow(Promise<? extends T> other) {
    promise.checkLoop();
    promise.follow(other);
  }

  @Override
  public void follow(Thenable<? extends T> other) {
    promise.checkLoop();
    promise.follow(other);
  }

  void reject(Throwable reason) {
    promise.checkLoop();
    promise.fail(reason);
  }
}
