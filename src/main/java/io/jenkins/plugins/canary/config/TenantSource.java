package io.jenkins.plugins.canary.config;

import hudson.Util;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.target.RefusedException;
import org.kohsuke.stapler.DataBoundSetter;

/** A source that keeps its tenants apart. */
public abstract class TenantSource extends RemoteSource {
    private String tenant;

    /** An entry of which no tenant is asked. */
    protected TenantSource(String name, String url) {
        super(name, url);
    }

    /** The tenant that is asked; null if it knows none. */
    public final String getTenant() {
        return tenant;
    }

    /** Asks that tenant ({@code X-Scope-OrgID}); blank for none. */
    @DataBoundSetter
    public final void setTenant(String tenant) {
        this.tenant = Util.fixEmptyAndTrim(tenant);
    }

    @Override
    final PrometheusAccess adorned(PrometheusAccess access) {
        try {
            return tenant == null ? access : access.withTenant(tenant);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("source '" + getName() + "': " + e.getMessage());
        }
    }
}
