/* SPDX-License-Identifier: ISC */
/*
 * Any octets as messages of rtnetlink: the reader comes to its end, and what
 * it took for an address reads back when it is written.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rtnl.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_back(const struct rtnl_addr *a)
{
	char buf[2 * RTNL_CHANGE_MAX];
	enum rtnl_kind kind;
	struct rtnl_addr b;
	struct wbuf w;
	struct rbuf in;
	int error;

	if (a->addr.af == ADDR_NONE)
		return;
	wbuf_fixed(&w, buf, sizeof(buf));
	rtnl_write_change(&w, 1, true, a);
	in = wbuf_view(&w);
	if (w.failed || rtnl_read(&in, 1, &kind, &b, &error) == -1 ||
	    kind != RTNL_ADDR || !addr_eq(&a->addr, &b.addr) ||
	    a->len != b.len || a->proto != b.proto ||
	    strcmp(a->label, b.label) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rbuf in = rbuf_of(data, size);
	enum rtnl_kind kind;
	struct rtnl_addr a;
	size_t before = in.left;
	int error = 0;

	while (rtnl_read(&in, 1, &kind, &a, &error) == 0) {
		if (in.left >= before)
			abort();
		before = in.left;
		if (kind == RTNL_ADDR)
			check_back(&a);
	}
	return 0;
}
