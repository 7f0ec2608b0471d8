/* SPDX-License-Identifier: ISC */
/*
 * NLRI of the IP families: an optional path identifier (RFC 7911), then a
 * prefix (RFC 4271 4.3, RFC 4760 5).
 */
#include <stdio.h>

#include "path/nlri.h"

int
nlri_read(struct rbuf *b, enum family f, bool add_path, struct nlri *n)
{
	const struct family_info *info = family_info(f);
	struct nlri r = { .family = (uint8_t)f, .has_path_id = add_path };
	struct rbuf in = *b;

	if (info == NULL ||
	    (add_path && rbuf_u32(&in, &r.path_id) == -1) ||
	    prefix_read(&in, info->af, &r.prefix) == -1)
		return -1;
	*b = in;
	*n = r;
	return 0;
}

void
nlri_write(struct wbuf *w, const struct nlri *n, bool add_path)
{
	if (add_path)
		wbuf_u32(w, n->path_id);
	prefix_write(w, &n->prefix);
}

size_t
nlri_write_size(const struct nlri *n, bool add_path)
{
	return (add_path ? 5 : 1) + (size_t)prefix_octets(n->prefix.len);
}

int
nlri_check(struct rbuf b, enum family f, bool add_path)
{
	const struct family_info *info = family_info(f);
	unsigned bits;
	uint8_t len;

	if (info == NULL)
		return -1;
	bits = addr_bits(info->af);
	while (b.left > 0)
		if ((add_path && rbuf_skip(&b, 4) == -1) ||
		    rbuf_u8(&b, &len) == -1 || len > bits ||
		    rbuf_skip(&b, prefix_octets(len)) == -1)
			return -1;
	return 0;
}

void
nlri_print(struct wbuf *out, const struct nlri *n)
{
	char text[PREFIX_TEXT];
	struct addr id;

	wbuf_str(out, prefix_print(&n->prefix, text, sizeof(text)));
	if (n->has_path_id) {
		id = addr_v4(n->path_id);
		wbuf_str(out, " path-information ");
		wbuf_str(out, addr_print(&id, text, sizeof(text)));
	}
}
