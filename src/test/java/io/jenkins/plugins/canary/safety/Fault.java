package io.jenkins.plugins.canary.safety;

import java.io.IOException;
import java.net.SocketTimeoutException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** One thing that goes wrong with one HTTP call on its way to the cluster. */
enum Fault {
    /** The server says that somebody else was quicker. */
    CONFLICT {
        @Override
        Response strike(Interceptor.Chain chain) {
            return answer(chain, 409, "Conflict");
        }
    },
    /** The server is throttling. */
    TOO_MANY_REQUESTS {
        @Override
        Response strike(Interceptor.Chain chain) {
            return answer(chain, 429, "TooManyRequests");
        }
    },
    /** The server fails. */
    SERVER_ERROR {
        @Override
        Response strike(Interceptor.Chain chain) {
            return answer(chain, 500, "InternalError");
        }
    },
    /** The call never arrives. */
    TIMEOUT_BEFORE {
        @Override
        Response strike(Interceptor.Chain chain) throws IOException {
            throw new SocketTimeoutException("timeout before the call arrived");
        }
    },
    /** The call takes effect and its answer is lost. */
    TIMEOUT_AFTER {
        @Override
        Response strike(Interceptor.Chain chain) throws IOException {
            chain.proceed(chain.request()).close();
            throw new SocketTimeoutException("timeout after the call took effect");
        }
    };

    abstract Response strike(Interceptor.Chain chain) throws IOException;

    /**
     * Whether this fault is the one that strikes a read that is the n-th call. To a read, all but a conflict come to the same:
     * there is no answer, and nothing has changed.
     */
    boolean strikesRead(int n) {
        return this == CONFLICT || n % (values().length - 1) == ordinal() - 1;
    }

    private static Response answer(Interceptor.Chain chain, int code, String reason) {
        String body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"injected\","
                + "\"reason\":\"" + reason + "\",\"code\":" + code + "}";
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(code)
                .message(reason)
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build();
    }
}
