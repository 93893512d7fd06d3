package web

import (
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestClientAddress(t *testing.T) {
	trusted := Proxies{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct {
		name, remote, forwarded, want string
		proxies                       Proxies
	}{
		{"nobody is trusted", "203.0.113.9", "198.51.100.1", "203.0.113.9", nil},
		{"a stranger speaks for another", "203.0.113.9", "198.51.100.1", "203.0.113.9", trusted},
		{"a proxy speaks", "10.0.0.1", "198.51.100.1", "198.51.100.1", trusted},
		{"a proxy says nothing", "10.0.0.1", "", "10.0.0.1", trusted},
		{"the client forged the front of the list", "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1", trusted},
		{"two proxies", "10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1", trusted},
		{"garbage", "10.0.0.1", "not an address", "10.0.0.1", trusted},
		{"garbage in front", "10.0.0.1", "x, 198.51.100.1", "198.51.100.1", trusted},
		{"IPv6", "fd00::1", "2001:db8::7", "2001:db8::7", trusted},
		{"IPv4 in IPv6", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1", trusted},
	} {
		if got := c.proxies.client(net.ParseIP(c.remote), c.forwarded); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRequestID(t *testing.T) {
	if got := requestID("abcDEF-123_x"); got != "abcDEF-123_x" {
		t.Errorf("a good id was replaced by %q", got)
	}
	for _, bad := range []string{"", "short", "with space 123", "line\nbreak-12345", strings.Repeat("a", 65), "ünïcödé-1234"} {
		if got := requestID(bad); got == bad || len(got) != 24 {
			t.Errorf("requestID(%q) = %q", bad, got)
		}
	}
}
