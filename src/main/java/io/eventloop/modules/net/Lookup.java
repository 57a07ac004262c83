package io.eventloop.modules.net;

import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.SystemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses of a name, found on the pool; of an IP address, itself, at once. */
final class Lookup {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  private Lookup() {}

  /** What becomes of a look-up. */
  interface Answer {
    /** One of the two is null. */
    void call(@Nullable Throwable error, @Nullable List<InetAddress> addresses);
  }

  static void of(Registrar registrar, String host, Answer answer) {
    if (!IPV4.matcher(host).matches() && host.indexOf(':') < 0) {
      registrar.submit(TaskKind.DNS, () -> addresses(host), CallOptions.DEFAULT, answer::call);
      return;
    }
    List<InetAddress> addresses;
    try {
      addresses = addresses(host); // asks nobody
    } catch (SystemException none) {
      answer.call(none, null);
      return;
    }
    answer.call(null, addresses);
  }

  private static List<InetAddress> addresses(String host) throws SystemException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      throw SystemException.ofUnknownHost(host, unknown);
    }
  }
}
