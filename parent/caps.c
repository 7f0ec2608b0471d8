/* SPDX-License-Identifier: ISC */
/*
 * The parent stays root in name, for engines and programs are started from it
 * for as long as it lives.  Its capabilities are cut to what it uses: ports
 * below 1024, device bindings and keys, ids and chroot of those it starts,
 * files and the control socket.
 */
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <errno.h>
#include <linux/capability.h>
#include <stdint.h>
#include <unistd.h>

#include "caps.h"

static const int kept[] = {
	CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_KILL, CAP_SETGID,
	CAP_SETUID, CAP_SETPCAP, CAP_NET_BIND_SERVICE, CAP_NET_ADMIN,
	CAP_NET_RAW, CAP_SYS_CHROOT
};

static uint64_t
kept_mask(void)
{
	uint64_t mask = 0;
	size_t i;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		mask |= (uint64_t)1 << kept[i];
	return mask;
}

int
caps_limit(void)
{
	struct __user_cap_header_struct h = {
		.version = _LINUX_CAPABILITY_VERSION_3
	};
	struct __user_cap_data_struct d[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
	const uint64_t mask = kept_mask();
	int cap;

	for (cap = 0; cap < 64; cap++) {
		if ((mask >> cap & 1) != 0)
			continue;
		/* EINVAL: this kernel has no more of them. */
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) == -1) {
			if (errno == EINVAL)
				break;
			return -1;
		}
	}
	if (syscall(SYS_capget, &h, d) == -1)
		return -1;
	/* A container may have given us fewer. */
	d[0].permitted &= (uint32_t)mask;
	d[1].permitted &= (uint32_t)(mask >> 32);
	d[0].effective = d[0].permitted;
	d[1].effective = d[1].permitted;
	d[0].inheritable = d[1].inheritable = 0;
	return syscall(SYS_capset, &h, d) == -1 ? -1 : 0;
}
