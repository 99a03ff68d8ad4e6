package io.jenkins.plugins.canary.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.release.SpecWriter;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Specifications as a build keeps them: JSON in which variables of the environment have names and no values. */
final class Specifications {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Stands for the change of a release that another build opened: what the canary differs in is in the cluster. */
    private static final String AS_IN_THE_CLUSTER = "as-in-the-cluster";

    private Specifications() {}

    static String write(ReleaseSpec spec) {
        return SpecWriter.toJson(spec).toString();
    }

    /**
     * Reads what was kept, with some of it said anew.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if that is no specification
     */
    static ReleaseSpec read(String kept, Map<String, Object> anew) {
        Map<String, Object> all = new LinkedHashMap<>(map(kept));
        all.computeIfPresent("env", (name, variables) -> withoutValues(variables));
        all.putAll(anew);
        return SpecReader.read(all);
    }

    /** What can be said of a release that another build opened. */
    static String of(Target target, ClaimRecord claim) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cluster", target.cluster());
        all.put("namespace", target.namespace());
        all.put("workload", target.workload().toString());
        if (claim.isFound()) {
            all.put("canary", claim.traffic().canary().orElseThrow());
            all.put("rollbackTo", claim.terms().found().orElseThrow().name().toLowerCase(Locale.ROOT));
        } else {
            all.put("image", AS_IN_THE_CLUSTER);
        }
        all.put("traffic", Map.of(claim.traffic().kind().word(), claim.traffic().options()));
        all.put("weight", Math.max(1, claim.weight()));
        return write(SpecReader.read(all));
    }

    static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the kept specification is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Object withoutValues(Object variables) {
        Map<String, Object> names = new LinkedHashMap<>();
        if (variables instanceof Collection<?> list) {
            List.copyOf(list).forEach(name -> names.put(String.valueOf(name), ""));
        }
        return names;
    }
}
