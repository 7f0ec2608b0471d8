/* SPDX-License-Identifier: ISC */
/*
 * A message header: what passes has a length that its type may have, what does
 * not leaves everything as it was and is an error that may be sent.
 */
#include <stdlib.h>

#include "bgp/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct message_head before = { .len = 7, .type = 77 };
	struct message_head h = before;
	struct notify err;

	if (n < MSG_HEADER + 1)
		return 0;
	if (message_head_read(p + 1, p[0], &h, &err) == -1) {
		if (err.code != NOTIFY_HEADER || err.subcode < HEADER_SYNC ||
		    err.subcode > HEADER_TYPE || h.len != before.len ||
		    h.type != before.type)
			abort();
		return 0;
	}
	if (h.len < MSG_HEADER || h.type < MSG_OPEN ||
	    h.type >= MSG_TYPE_MAX ||
	    ((p[0] & MESSAGE_EXTENDED) == 0 && h.len > MSG_MAX) ||
	    ((p[0] & MESSAGE_OPERATIONAL) == 0 && h.type == MSG_OPERATIONAL))
		abort();
	return 0;
}
