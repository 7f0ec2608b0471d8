/* SPDX-License-Identifier: ISC */
/*
 * A SYN as the kernel saved it: what is read of it stands in it, nothing is
 * said of what is none, and what follows the headers changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "syn.h"

enum { PACKET_MAX = 256, OPTION_MD5 = 19, OPTION_AO = 29 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct syn before = { 77, true, true };
	struct syn s = before, more;
	uint8_t longer[PACKET_MAX + 1];

	if (size > PACKET_MAX)
		return 0;
	if (syn_read(rbuf_of(data, size), &s) == -1) {
		if (memcmp(&s, &before, sizeof(s)) != 0)
			abort();
		return 0;
	}
	if (size < 40 || s.ttl != data[data[0] >> 4 == 4 ? 8 : 7] ||
	    (s.md5 && memchr(data + 40, OPTION_MD5, size - 40) == NULL) ||
	    (s.ao && memchr(data + 40, OPTION_AO, size - 40) == NULL))
		abort();
	memcpy(longer, data, size);
	longer[size] = OPTION_MD5;
	if (syn_read(rbuf_of(longer, size + 1), &more) == -1 ||
	    memcmp(&s, &more, sizeof(s)) != 0)
		abort();
	return 0;
}
