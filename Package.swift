// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
    name: "groundbreak",
    products: [
        .library(name: "ZeroMQ", targets: ["ZeroMQ"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "Pipeline"),
        .target(name: "Rollup", dependencies: ["Pipeline"]),
        .target(name: "Present", dependencies: ["Pipeline", "Rollup"]),
        .target(name: "Wire", dependencies: ["Pipeline", "Rollup"]),
        .target(
            name: "Journal",
            dependencies: [
                "Pipeline", "Rollup", .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // No `pkgConfig:`: on Debian it makes every build warn about a prohibited flag.
        .systemLibrary(name: "CZeroMQ"),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),

        .testTarget(name: "PipelineTests", dependencies: ["Pipeline"]),
        .testTarget(name: "PresentTests", dependencies: ["Pipeline", "Present", "Rollup"]),
        .testTarget(name: "RollupTests", dependencies: ["Pipeline", "Rollup"]),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
    ],
    swiftLanguageModes: [.v6]
)

/// Targets in which `unsafe` may stand, and must be spelt out.
let bindings: Set<String> = ["ZeroMQ"]

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
    ]
    if bindings.contains(target.name) {
        target.swiftSettings?.append(.strictMemorySafety())
    }
}
