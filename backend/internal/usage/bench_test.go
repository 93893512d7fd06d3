package usage_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// BenchmarkMillionEvents uploads a million events of 200 roles, 25,000 a file, from the
// request to what is stored, and tells the most memory that the process has had.
func BenchmarkMillionEvents(b *testing.B) {
	s := live.Start(b, testkit.NewSQLite(b))
	p := s.Seed(b, "p@example.com")
	now := time.Now().UTC().Truncate(time.Second)
	calls := []string{"s3:GetObject", "s3:PutObject", "ec2:DescribeInstances", "sqs:SendMessage", "kms:Decrypt", "logs:DescribeLogGroups", "dynamodb:PutItem", "sts:AssumeRole"}
	const perFile = 25_000
	most := testkit.PeakMemory(b)
	for range b.N { // once, by -benchtime 1x: a second time all of them are known
		for file := range 1_000_000 / perFile {
			var log strings.Builder
			log.WriteString(`{"Records":[`)
			for i := range perFile {
				n := file*perFile + i
				if i > 0 {
					log.WriteByte(',')
				}
				parts := fmt.Sprintf(`"requestParameters":{"bucketName":"b%d","key":"in/%d/%d"},"userAgent":"aws-sdk-go-v2/1.41.1 os/linux lang/go","sourceIPAddress":"192.0.2.%d","readOnly":true`, n%7, n%100, n, n%250)
				log.WriteString(strings.ReplaceAll(record(fmt.Sprintf("%d-%08x", b.N, n), now.Add(-time.Duration(n)*4*time.Second), calls[n%len(calls)], parts), "role/app", fmt.Sprint("role/app", n%200)))
			}
			log.WriteString(`]}`)
			out, err := p.Usage.Files(b.Context(), client.LogFile{Name: "log.json.gz", Content: bytes.NewReader(packed(b, log.String()).Bytes())})
			if err != nil || out.Tally.Counted != perFile {
				b.Fatalf("%+v, %v", out.Tally, err)
			}
		}
	}
	b.ReportMetric(1_000_000/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(most(), "MiB-at-most")
}
