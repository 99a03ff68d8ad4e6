package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState.Template;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Deployment and, beside it, the clone {@code <name>-canary} with a Service {@code <service>-canary} for each of stable's
 * Services where the router wants them apart. Stable itself is changed in its pod template only, and only by a promotion.
 *
 * <p>Keeps nothing but the API version that the server was found to speak; safe for use by several threads if its API is.
 */
public final class DeploymentWorkload implements Workload {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final Clock clock;
    private final DeploymentArms arms;
    private final DeploymentObserver observer;
    private final Autoscaler autoscaler;
    private final Forensics forensics;
    private final ConfigCopies copies;
    private final CanaryAutoscaler scaler;
    private final FreshBaseline baseline;
    private final FoundDeployment found;
    private final DeploymentPromotion promotion;

    /**
     * The adapter for one Deployment.
     *
     * @param api fenced by the claim on the workload
     * @throws IllegalArgumentException if the workload is of another kind
     */
    public DeploymentWorkload(KubernetesApi api, String namespace, WorkloadName workload, Clock clock) {
        if (!workload.kind().equals(WorkloadName.DEPLOYMENT)) {
            throw new IllegalArgumentException("workload " + workload + " is not a Deployment");
        }
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.name = workload.name();
        this.clock = Objects.requireNonNull(clock, "clock");
        this.arms = new DeploymentArms(api, namespace, name);
        this.baseline = new FreshBaseline(api, namespace, name, arms);
        this.observer = new DeploymentObserver(api, namespace, arms, baseline);
        this.autoscaler = new Autoscaler(api, namespace);
        this.forensics = new Forensics(api, namespace, name, arms);
        this.copies = new ConfigCopies(api, namespace, name);
        this.scaler = new CanaryAutoscaler(api, namespace, name);
        this.found = new FoundDeployment(api, namespace, arms);
        this.promotion = new DeploymentPromotion(api, namespace, name, arms, observer);
    }

    @Override
    public List<String> missingRights(
            Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics) {
        WorkloadName workload = new WorkloadName(WorkloadName.DEPLOYMENT, name);
        if (terms.found().isPresent()) {
            String canary =
                    originals.map(FoundOriginals::of).map(FoundOriginals::name).orElse("");
            return MissingRights.of(api, namespace, FoundRights.needed(workload, canary, originals, terms));
        }
        return MissingRights.of(
                api,
                namespace,
                new DeploymentRights(workload, originals, route, terms, forensics, Changes.NONE).needed());
    }

    @Override
    public Findings inspect(Changes changes, RoutePlan route, int pods) {
        if (changes.found().isPresent()) {
            return found.inspect(arms.stable(), changes.found().get(), pods);
        }
        Findings findings =
                new Preflight(new PreflightReader(api, namespace, arms).read(route), changes, route).findings(pods);
        return findings.and(copies.problems(changes, arms.stable().getSpec().getTemplate()))
                .and(scaler.problems(changes));
    }

    @Override
    public Findings inspectBaseline(Changes changes, RoutePlan route, int pods) {
        return baseline.inspect(changes, route, pods);
    }

    @Override
    public Originals originals(Changes changes) {
        Deployment stable = arms.stable();
        String hash = TemplateHash.of(stable.getSpec().getTemplate());
        ReplicaSet current = arms.replicaSets(stable).stream()
                .filter(set -> TemplateHash.of(set.getSpec().getTemplate()).equals(hash))
                .findFirst()
                .orElseThrow(() -> new RefusedException("workload: Deployment " + name
                        + " has no ReplicaSet for its present template yet; wait until its own rollout has begun"));
        DeploymentOriginals originals = new DeploymentOriginals(
                current.getMetadata().getName(),
                hash,
                DeploymentArms.replicas(stable),
                autoscaler.find(WorkloadKind.DEPLOYMENT.kind(), name),
                CopiedConfig.of(changes),
                changes.autoscaling());
        return changes.found()
                .map(canary -> found.originals(stable, canary).beside(originals))
                .orElseGet(originals::json);
    }

    @Override
    public int replicas() {
        return DeploymentArms.replicas(arms.stable());
    }

    @Override
    public WorkloadState observe(ClaimRecord claim) {
        return observer.observe(claim);
    }

    @Override
    public ArmNames names(ClaimRecord claim, Arm arm) {
        if (claim.route().found().isPresent() && arm == Arm.CANARY) {
            return new ArmNames(
                    arms.canaryName(claim), claim.route().found().get().service());
        }
        String service = claim.route().services().stream().findFirst().orElse("");
        boolean own = claim.route().separation() == Separation.OWN_SERVICE && !service.isEmpty();
        if (arm == Arm.CANARY) {
            return new ArmNames(arms.canaryName(), own ? CanaryNames.canary(service) : service);
        }
        return new ArmNames(claim.terms().baseline() ? baseline.name() : name, service);
    }

    @Override
    public void holdCapacity(ClaimRecord claim) {
        autoscaler.hold(DeploymentOriginals.of(claim.workload()));
    }

    @Override
    public void releaseCapacity(ClaimRecord claim) {
        autoscaler.release(DeploymentOriginals.of(claim.workload()));
    }

    /** {@inheritDoc} Also deletes pods that earlier releases kept for people to look at, once their time is over. */
    @Override
    public void createCanary(ClaimRecord claim, Changes changes, int replicas) {
        if (claim.isFound()) {
            throw new IllegalStateException("the canary of " + claim.release() + " was made by something else");
        }
        forensics.sweep(clock.instant());
        Deployment stable = arms.stable();
        if (observer.template(stable, claim) != Template.RECORDED) {
            throw new RefusedException("workload: Deployment " + name
                    + " was changed by somebody else since the release began;" + " release again");
        }
        baseline.create(claim, stable, replicas);
        Optional<Deployment> found = api.get(Kind.DEPLOYMENT, namespace, arms.canaryName());
        Distinction distinction = found.map(
                        canary -> Distinction.between(stable, DeploymentArms.mustBeOf(canary, claim)))
                .orElseGet(() -> distinction(stable, claim));
        CanaryObjects objects = new CanaryObjects(claim.release(), distinction);
        if (found.isEmpty()) {
            PodTemplateSpec changed = copies.made(
                    changes, claim.release(), stable, stable.getSpec().getTemplate());
            api.create(Kind.DEPLOYMENT, objects.deployment(stable, changed, replicas));
        }
        scaler.hold(claim, replicas);
        if (claim.route().separation() == Separation.OWN_SERVICE) {
            claim.route().services().forEach(service -> createTwin(service, claim, objects));
        }
    }

    private void createTwin(String service, ClaimRecord claim, CanaryObjects objects) {
        Optional<Service> twin = api.get(Kind.SERVICE, namespace, CanaryNames.canary(service));
        if (twin.isPresent()) {
            DeploymentArms.mustBeOf(twin.get(), claim);
            return;
        }
        Service stable = api.get(Kind.SERVICE, namespace, service)
                .orElseThrow(() -> new RefusedException(
                        "traffic: there is no Service " + service + " in namespace " + namespace + " any more"));
        api.create(Kind.SERVICE, objects.service(stable));
    }

    private Distinction distinction(Deployment stable, ClaimRecord claim) {
        Bystanders bystanders = new Bystanders(api, namespace);
        List<Service> services = bystanders.services(stable);
        List<Map<String, String>> budgets =
                List.copyOf(bystanders.budgets(stable).values());
        return LabelRule.find(stable, claim.route(), services, budgets)
                .orElseThrow(() -> new RefusedException(LabelRule.refusal(stable, services)));
    }

    /** {@inheritDoc} The copy first: as long as the canary has another size, it is scaled again. */
    @Override
    public void scaleCanary(ClaimRecord claim, int replicas) {
        baseline.scale(claim, replicas);
        scaler.hold(claim, replicas);
        Deployment canary = arms.canary(claim)
                .orElseThrow(() -> new ConflictException("Deployment " + namespace + "/" + arms.canaryName(claim)
                        + " of release " + claim.release() + " is gone"));
        int present = DeploymentArms.replicas(canary);
        if (present < replicas || present > replicas && !CanaryAutoscaler.isCopied(claim)) {
            api.update(
                    Kind.DEPLOYMENT,
                    new DeploymentBuilder(canary)
                            .editSpec()
                            .withReplicas(replicas)
                            .endSpec()
                            .build());
        }
    }

    @Override
    public Promotion promotion(ClaimRecord claim) {
        return promotion.promotion(claim);
    }

    @Override
    public void promote(ClaimRecord claim) {
        promotion.promote(claim);
    }

    @Override
    public void restoreStable(ClaimRecord claim) {
        promotion.restore(claim);
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        promotion.kept(claim);
    }

    /** {@inheritDoc} None of a canary that something else made: it lives on. */
    @Override
    public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
        return claim.isFound() ? Optional.empty() : forensics.keep(claim, until);
    }

    @Override
    public List<String> evidence(ClaimRecord claim) {
        List<Pod> pods = new ArrayList<>(forensics.kept(claim));
        pods.addAll(arms.canaryPods(claim));
        return new LastWords(api, namespace).of(pods);
    }

    /** {@inheritDoc} What something else made is left, as large as it was found. */
    @Override
    public void deleteCanary(ClaimRecord claim) {
        if (claim.isFound()) {
            found.putBack(claim);
            return;
        }
        baseline.delete(claim);
        scaler.delete(claim);
        arms.canary(claim).ifPresent(canary -> delete(Kind.DEPLOYMENT, canary));
        observer.twins(claim).forEach(twin -> delete(Kind.SERVICE, twin));
        deleteCopies(claim);
    }

    private void deleteCopies(ClaimRecord claim) {
        CopiedConfig made = DeploymentOriginals.of(claim.workload()).copies();
        if (made.equals(CopiedConfig.NONE)) {
            return;
        }
        Optional<Deployment> stable = arms.findStable();
        copies.delete(
                made,
                claim.release(),
                stable.map(found -> found.getSpec().getTemplate()),
                stable.map(arms::replicaSets).orElse(List.of()).stream()
                        .map(set -> set.getSpec().getTemplate())
                        .toList());
    }

    private <T extends HasMetadata> void delete(Kind<T> kind, T object) {
        api.delete(
                kind,
                namespace,
                object.getMetadata().getName(),
                object.getMetadata().getUid());
    }
}
