package access

import (
	"bytes"
	"runtime"
	"sync"
	"testing"
)

// large is the account of the benchmarks: 10,000 roles and 3,000 policies.
var large = sync.OnceValue(func() *Snapshot {
	s := synthetic(size{users: 200, groups: 20, roles: 10_000, policies: 3_000}, 1)
	s.ResourcePolicies = []ResourcePolicy{{Resource: "arn:aws:s3:::shared", Policy: Text(policyOf(
		resourceStatement("Allow", `"*"`, "s3:GetObject", "arn:aws:s3:::shared/*", `{"StringEquals":{"aws:PrincipalAccount":"`+own+`"}}`),
		resourceStatement("Deny", `"*"`, "s3:*", "arn:aws:s3:::shared/*", `{"Bool":{"aws:SecureTransport":"false"}}`)))}}
	return s
})

func loadLarge(b *testing.B) *Account {
	b.Helper()
	a, err := New(large())
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// BenchmarkLoad reads and prepares the large account. MiB-live is what it holds on
// to afterwards, the snapshot included.
func BenchmarkLoad(b *testing.B) {
	data := text(b, large())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var a *Account
	for b.Loop() {
		var err error
		if a, err = Load(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MiB-live")
	runtime.KeepAlive(a)
}

// BenchmarkWhoCan asks the large account about an object that few roles reach, one
// that hundreds reach, an action that thousands have on something, and an object that
// everybody may read under a condition.
func BenchmarkWhoCan(b *testing.B) {
	a := loadLarge(b)
	for _, x := range []struct {
		name string
		Question
	}{
		{"Object", Question{Action: "s3:GetObject", Resource: "arn:aws:s3:::app-77/k"}},
		{"Describe", Question{Action: "ec2:DescribeInstances", Resource: "*"}},
		{"AssumeRole", Question{Action: "sts:AssumeRole", Resource: "arn:aws:iam::" + own + ":role/app/role-100"}},
		{"Logs", Question{Action: "logs:CreateLogStream", Resource: "arn:aws:logs:*:" + own + ":log-group:*"}},
		{"Everybody", Question{Action: "s3:GetObject", Resource: "arn:aws:s3:::shared/k"}},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				answer, err := a.WhoCan(x.Question)
				if err != nil {
					b.Fatal(err)
				}
				n = len(answer.Allowed)
			}
			b.ReportMetric(float64(n), "principals")
		})
	}
}

// BenchmarkEscalations finds all ways to become an administrator of an account of
// 1,000 roles, one in ten of which may change permissions of others.
func BenchmarkEscalations(b *testing.B) {
	a, err := New(synthetic(size{users: 50, groups: 5, roles: 1_000, policies: 300}, 1))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		out, err := a.Escalations()
		if err != nil {
			b.Fatal(err)
		}
		n = len(out.Escalations)
	}
	b.ReportMetric(float64(n), "escalations")
}

// BenchmarkWhatCan works out everything that one role can do.
func BenchmarkWhatCan(b *testing.B) {
	a := loadLarge(b)
	for b.Loop() {
		if _, err := a.WhatCan("role/role-100", Filter{}); err != nil {
			b.Fatal(err)
		}
	}
}
