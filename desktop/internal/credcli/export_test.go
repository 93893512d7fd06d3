package credcli

import "github.com/iam-copilot/iam-copilot/desktop/internal/federation"

// SignInAt moves the federation endpoint of every partition.
func SignInAt(address string) {
	partitionOf = func(region string) federation.Partition {
		p := federation.PartitionOf(region)
		p.SignIn = address + "/" + p.ID
		return p
	}
}
