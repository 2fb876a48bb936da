// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// The benchmarks: a package of its own, so that no peer is ever built with the product.
import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "groundbreak", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Rounds, medians, tables; knows no domain.
        .target(name: "Measure"),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Measure",
                .product(name: "Parts", package: "groundbreak"),
                .product(name: "ZeroMQ", package: "groundbreak"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
