/* SPDX-License-Identifier: ISC */
/* A message header: what passes has a length that its type may have. */
#include <stdlib.h>

#include "bgp/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct message_head h;
	struct notify err;

	if (n < MSG_HEADER + 1)
		return 0;
	if (message_head_read(p + 1, (p[0] & 1) != 0, &h, &err) == -1) {
		if (err.code != NOTIFY_HEADER)
			abort();
		return 0;
	}
	if (h.len < MSG_HEADER || h.type < MSG_OPEN ||
	    h.type >= MSG_TYPE_MAX ||
	    ((p[0] & 1) == 0 && h.len > MSG_MAX))
		abort();
	return 0;
}
