package testkit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// SmallDisk gives a folder on a file system of its own that holds no more than
// size bytes, and whether the machine lets us have one: that takes root, and
// not every container's root may mount.
func SmallDisk(t testing.TB, size int) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+strconv.Itoa(size)); err != nil {
		return dir, false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("taking the small disk away: %v", err)
		}
	})
	return dir, true
}

// LimitFiles keeps a running program from making any file larger than size
// bytes, or with a size below 0 lets it again ("prlimit", Linux manual pages).
func LimitFiles(t testing.TB, pid, size int) {
	t.Helper()
	limit := strconv.Itoa(size) + ":unlimited"
	if size < 0 {
		limit = "unlimited:unlimited"
	}
	if out, err := exec.CommandContext(t.Context(), "prlimit", "--pid", strconv.Itoa(pid), "--fsize="+limit).CombinedOutput(); err != nil { //nolint:gosec // numbers
		t.Fatalf("prlimit: %v: %s", err, out)
	}
}

// Fill fills the disk that dir is on, up to about spare bytes, with a file whose
// path it gives.
func Fill(t testing.TB, dir string, spare uint64) string {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	free := disk.Bavail * uint64(disk.Bsize) //nolint:gosec // a block size is positive
	path := filepath.Join(dir, "ballast")
	if free > spare {
		if err := os.WriteFile(path, make([]byte, free-spare), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// SQLiteIn makes a database in a folder.
func SQLiteIn(dir string) Database {
	path := filepath.Join(dir, "test.sqlite")
	return Database{
		Dialect: SQLite, URL: "sqlite:///" + path, driver: "sqlite",
		source: "file:" + path + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_time_format=sqlite&_txlock=immediate",
	}
}
