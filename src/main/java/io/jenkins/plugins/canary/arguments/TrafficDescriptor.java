package io.jenkins.plugins.canary.arguments;

import hudson.RelativePath;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.canary.target.RouterKind;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a router, which stands within that of a step on a target and offers what is in its cluster. */
public abstract class TrafficDescriptor extends Descriptor<TrafficArgument> {
    private final RouterKind kind;

    /** A form of that router. */
    protected TrafficDescriptor(RouterKind kind) {
        this.kind = kind;
    }

    /** Route objects. */
    @POST
    public ComboBoxModel doFillNameItems(
            @AncestorInPath Item item,
            @RelativePath("..") @QueryParameter String cluster,
            @RelativePath("..") @QueryParameter String namespace) {
        return routes(item, cluster, namespace);
    }

    /** Ingresses. */
    @POST
    public ComboBoxModel doFillIngressItems(
            @AncestorInPath Item item,
            @RelativePath("..") @QueryParameter String cluster,
            @RelativePath("..") @QueryParameter String namespace) {
        return routes(item, cluster, namespace);
    }

    /** VirtualServices. */
    @POST
    public ComboBoxModel doFillVirtualServiceItems(
            @AncestorInPath Item item,
            @RelativePath("..") @QueryParameter String cluster,
            @RelativePath("..") @QueryParameter String namespace) {
        return routes(item, cluster, namespace);
    }

    /** Services. */
    @POST
    public ComboBoxModel doFillServiceItems(
            @AncestorInPath Item item,
            @RelativePath("..") @QueryParameter String cluster,
            @RelativePath("..") @QueryParameter String namespace) {
        return Choices.combo(item, Item.CONFIGURE, () -> ConfiguredNames.ofServices(item, cluster, namespace));
    }

    private ComboBoxModel routes(Item item, String cluster, String namespace) {
        return Choices.combo(item, Item.CONFIGURE, () -> ConfiguredNames.ofRoutes(item, cluster, namespace, kind));
    }
}
