// SPDX-License-Identifier: Apache-2.0
//
// What outlives a test that crashes: a shell that waits for its input to end, then kills the
// processes it was told of, unmounts what it was told of and removes the folder. Its input is a pipe
// that only the test holds.

import Foundation

/// Cleans up behind the test, whatever becomes of it.
final class Guard {
    private let process = Process()
    private let pipe = Pipe()

    private static let script = """
        pids=' '
        mounts=
        while read -r word pid; do
            case $word in
            began) pids="$pids$pid " ;;
            ended) pids="${pids%% $pid *} ${pids#* $pid }" ;;
            mounts) mounts="$mounts $pid" ;;
            esac
        done
        for pid in $pids; do kill -9 "$pid"; done
        for folder in $mounts; do umount --lazy "$folder"; done
        rm -rf --one-file-system -- "$0"
        """

    init(folder: String) throws {
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Guard.script, folder]
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func began(_ id: Int32) { say("began \(id)") }
    func ended(_ id: Int32) { say("ended \(id)") }
    /// Something is about to be mounted there; the path has no spaces.
    func mounts(_ path: String) { say("mounts \(path)") }

    private func say(_ line: String) {
        pipe.fileHandleForWriting.write(Data((line + "\n").utf8))
    }

    /// Ends the guard, which removes the folder.
    func end() {
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
