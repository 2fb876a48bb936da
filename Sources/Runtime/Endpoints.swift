// SPDX-License-Identifier: Apache-2.0
//
// Which addresses may be bound without keys: `ipc://` and loopback. Any other needs CURVE and its
// handler, which this release does not have, so it refuses to launch there.

/// An address to bind or to connect to.
enum Endpoints {
    /// Refuses an address that strangers can reach.
    static func checkBind(_ endpoint: String) throws(LaunchFailure) {
        if endpoint.hasPrefix("ipc://") { return }
        if endpoint.hasPrefix("tcp://") {
            let host = endpoint.dropFirst(6).prefix { $0 != ":" }
            let isLoopback =
                host == "127.0.0.1" || host == "localhost" || endpoint.hasPrefix("tcp://[::1]:")
            if isLoopback { return }
            throw LaunchFailure(
                "\(endpoint) can be reached from other machines, and this release has no keys to "
                    + "guard it; bind tcp://127.0.0.1:PORT or ipc://PATH")
        }
        throw LaunchFailure("\(endpoint) is neither ipc:// nor tcp://")
    }
}
