import org.example.canary.HttpMetrics

/**
 * Releases a service of this house: canaryRelease workload: 'checkout', image: '…'.
 *
 * Whatever canaryRollout takes goes before the defaults of the house. Returns what canaryRollout returns.
 */
def call(Map arguments) {
    Map house = [
        cluster: 'simulation',
        namespace: 'shop',
        traffic: istio(arguments.workload),
        weights: [5, 25, 50],
        source: 'prometheus',
        metrics: new HttpMetrics(this).all()
    ]
    return canaryRollout(house + arguments)
}
