package catalog

import (
	"sync"
	"testing"
)

// fewer packs a snapshot that has these services of the embedded one only.
func fewer(t *testing.T, prefixes ...string) []byte {
	t.Helper()
	var services []Service
	for _, p := range prefixes {
		services = append(services, *Lookup(p))
	}
	packed, err := Pack(Summary{Date: "2030-01-01", Services: len(services)}, services, nil)
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

func TestAnotherSnapshotWhileInUse(t *testing.T) {
	t.Cleanup(UseEmbedded)
	before := Info()
	count := Derived(func() int { return len(Prefixes()) })
	if got := count(); got != before.Services {
		t.Fatalf("%d services, want %d", got, before.Services)
	}
	s3 := Lookup("s3")
	if err := Use(fewer(t, "iam", "s3")); err != nil {
		t.Fatal(err)
	}
	if !InUse() || Info().Date != "2030-01-01" {
		t.Errorf("the snapshot of %s is in use", Info().Date)
	}
	if got := count(); got != 2 {
		t.Errorf("%d services are derived, want 2", got)
	}
	if Known("ec2") || Lookup("ec2") != nil || LookupAction("ec2:RunInstances") != nil || ServiceName("ec2") != "" {
		t.Error("a service of the earlier snapshot is still known")
	}
	if s3.Action("GetObject") == nil || Lookup("s3").Action("GetObject") == nil || ServiceName("s3") == "" {
		t.Error("s3 has become unreadable")
	}
}

// Under the race detector: answers come from one snapshot or the other, and nothing derived stays behind.
func TestSnapshotsChangeWhileTheyAreRead(t *testing.T) {
	few := fewer(t, "iam", "s3")
	count := Derived(func() int { return len(Prefixes()) })
	all := count()
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if n := count(); n != all && n != 2 {
					t.Errorf("%d services", n)
					return
				}
				if LookupAction("s3:GetObject") == nil {
					t.Error("s3:GetObject is unknown")
					return
				}
			}
		})
	}
	for range 20 {
		for _, packed := range [][]byte{few, []byte(embedded)} {
			if err := Use(packed); err != nil {
				t.Error(err)
			}
		}
	}
	close(stop)
	readers.Wait()
	if n := count(); n != all {
		t.Errorf("%d services are derived in the end, want %d", n, all)
	}
}

func TestDamagedSnapshots(t *testing.T) {
	for name, packed := range map[string]string{
		"empty": "", "another file": "{}", "cut in the index": embedded[:200], "only the magic": embedded[:8],
	} {
		if err := Use([]byte(packed)); err == nil {
			t.Errorf("Use, %s: error %v", name, err)
		}
		if _, err := Describe([]byte(packed)); err == nil {
			t.Errorf("Describe, %s: no error", name)
		}
		if _, err := Unpack([]byte(packed)); err == nil {
			t.Errorf("Unpack, %s: no error", name)
		}
	}
	// What Describe does not read, Unpack does.
	damaged := []byte(embedded)
	for i := len(damaged) / 2; i < len(damaged); i++ {
		damaged[i] = 0xff // no deflate stream begins with it
	}
	if _, err := Describe(damaged); err != nil {
		t.Errorf("Describe: %v", err)
	}
	if _, err := Unpack(damaged); err == nil {
		t.Error("Unpack found no damage")
	}
}

func TestServicesAreThoseOfTheEmbeddedSnapshot(t *testing.T) {
	about, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	embeddedServices, err := EmbeddedServices()
	if err != nil {
		t.Fatal(err)
	}
	inUse := Services()
	if len(inUse) != about.Services || len(embeddedServices) != about.Services {
		t.Fatalf("%d and %d services, want %d", len(inUse), len(embeddedServices), about.Services)
	}
	for i := range inUse {
		if inUse[i].Prefix != embeddedServices[i].Prefix || len(inUse[i].Actions) != len(embeddedServices[i].Actions) {
			t.Errorf("service %d: %s and %s", i, inUse[i].Prefix, embeddedServices[i].Prefix)
		}
	}
}
