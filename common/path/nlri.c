/* SPDX-License-Identifier: ISC */
/*
 * NLRI: an optional path identifier (RFC 7911), then a prefix (RFC 4271 4.3,
 * RFC 4760 5), or what the row of the family reads.
 */
#include <stdio.h>
#include <string.h>

#include "path/nlri_row.h"

static bool
same(struct rbuf a, struct rbuf b)
{
	return a.left == b.left && (a.left == 0 ||
	    memcmp(a.p, b.p, a.left) == 0);
}

static struct nlri_view
view_of(const struct nlri *n)
{
	return (struct nlri_view){ .f = (enum family)n->family,
	    .key = n->key, .carried = n->carried };
}

/* Not inlined: the IP families are not to pay for its room. */
static __attribute__((noinline)) int
read_keyed(const struct nlri_row *row, struct rbuf *b, unsigned how,
    struct nlri *n, struct wbuf *room)
{
	int (*read)(struct rbuf *, enum family, struct wbuf *,
	    struct wbuf *) = row->read;
	uint8_t octets[NLRI_ROOM];
	size_t at = room->len, key;
	struct wbuf carried;
	int res;

	if ((how & NLRI_WITHDRAW) != 0 && row->read_withdrawn != NULL)
		read = row->read_withdrawn;
	wbuf_fixed(&carried, octets, sizeof(octets));
	res = read(b, (enum family)n->family, room, &carried);
	key = room->len - at;
	if ((how & (NLRI_WITHDRAW | NLRI_CARRIED)) != NLRI_WITHDRAW)
		wbuf_bytes(room, octets, carried.len);
	/* More than we take: left out, as what a row does not want. */
	if (res == 0 && (room->failed || carried.failed || key == 0 ||
	    room->len - at > NLRI_ROOM))
		res = 1;
	if (res != 0) {
		wbuf_truncate(room, at);
		return res;
	}
	n->key = rbuf_of(room->p + at, key);
	n->carried = rbuf_of(room->p + at + key, room->len - at - key);
	return 0;
}

int
nlri_read(struct rbuf *b, enum family f, unsigned how, struct nlri *n,
    struct wbuf *room)
{
	const struct family_info *info = family_info(f);
	const struct nlri_row *row = nlri_row(f);
	struct nlri r = { .family = (uint8_t)f,
	    .has_path_id = (how & NLRI_ADD_PATH) != 0 };
	struct rbuf in = *b;
	int res = 0;

	if (info == NULL || (info->keyed && row == NULL) ||
	    (r.has_path_id && rbuf_u32(&in, &r.path_id) == -1))
		return -1;
	if (row != NULL)
		res = read_keyed(row, &in, how, &r, room);
	else if (prefix_read(&in, info->af, &r.prefix) == -1)
		return -1;
	if (res == -1)
		return -1;
	*b = in;
	if (res == 0)
		*n = r;
	return res;
}

void
nlri_write(struct wbuf *w, const struct nlri *n, unsigned how)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = view_of(n);

	if ((how & NLRI_ADD_PATH) != 0)
		wbuf_u32(w, n->path_id);
	if (row != NULL)
		row->write(w, &v, (how & NLRI_WITHDRAW) != 0);
	else
		prefix_write(w, &n->prefix);
}

size_t
nlri_write_size(const struct nlri *n, unsigned how)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = view_of(n);
	size_t id = (how & NLRI_ADD_PATH) != 0 ? 4 : 0;

	if (row != NULL)
		return id + row->write_size(&v, (how & NLRI_WITHDRAW) != 0);
	return id + 1 + prefix_octets(n->prefix.len);
}

bool
nlri_fills_field(enum family f)
{
	const struct nlri_row *row = nlri_row(f);

	return row != NULL && row->fills_field;
}

static int
check_keyed(struct rbuf b, enum family f, unsigned how)
{
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct nlri n;

	wbuf_fixed(&room, octets, sizeof(octets));
	while (b.left > 0) {
		if (nlri_read(&b, f, how, &n, &room) == -1)
			return -1;
		wbuf_reset(&room);
	}
	return 0;
}

int
nlri_check(struct rbuf b, enum family f, unsigned how)
{
	const struct family_info *info = family_info(f);
	unsigned bits;
	uint8_t len;

	if (info == NULL)
		return -1;
	if (info->keyed)
		return check_keyed(b, f, how);
	bits = addr_bits(info->af);
	while (b.left > 0)
		if (((how & NLRI_ADD_PATH) != 0 && rbuf_skip(&b, 4) == -1) ||
		    rbuf_u8(&b, &len) == -1 || len > bits ||
		    rbuf_skip(&b, prefix_octets(len)) == -1)
			return -1;
	return 0;
}

bool
nlri_same(const struct nlri *a, const struct nlri *b)
{
	if (a->family != b->family)
		return false;
	if (family_info((enum family)a->family)->keyed)
		return same(a->key, b->key);
	return prefix_cmp(&a->prefix, &b->prefix) == 0;
}

void
nlri_about(const struct nlri *n, struct nlri_about *a)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = view_of(n);

	*a = (struct nlri_about){ .has_prefix = row == NULL };
	if (row == NULL)
		a->prefix = n->prefix;
	else if (row->about != NULL)
		row->about(&v, a);
}

bool
nlri_is_about(enum family f)
{
	const struct nlri_row *row = nlri_row(f);

	return row == NULL || row->about != NULL;
}

/* What was read, written and read again, is what it was. */
nlri_order *
nlri_order_of(enum family f)
{
	const struct nlri_row *row = nlri_row(f);

	return row == NULL ? NULL : row->cmp;
}

bool
nlri_is_sound(const struct nlri *n)
{
	uint8_t octets[2 * NLRI_ROOM], back[NLRI_ROOM];
	const struct nlri_row *row = nlri_row((enum family)n->family);
	struct wbuf w, room;
	struct nlri m;
	struct rbuf b;

	if (row == NULL)
		return n->carried.left == 0;
	if (n->key.left + n->carried.left > NLRI_ROOM)
		return false;
	wbuf_fixed(&w, octets, sizeof(octets));
	nlri_write(&w, n, 0);
	wbuf_fixed(&room, back, sizeof(back));
	b = wbuf_view(&w);
	return !w.failed && nlri_read(&b, (enum family)n->family, 0, &m,
	    &room) == 0 && b.left == 0 && same(m.key, n->key) &&
	    same(m.carried, n->carried);
}

void
nlri_print(struct wbuf *out, const struct nlri *n)
{
	const struct nlri_row *row = nlri_row((enum family)n->family);
	const struct nlri_view v = view_of(n);
	char text[PREFIX_TEXT];
	struct addr id;

	if (row != NULL)
		row->print(out, &v);
	else
		wbuf_str(out, prefix_print(&n->prefix, text, sizeof(text)));
	if (n->has_path_id) {
		id = addr_v4(n->path_id);
		wbuf_str(out, " path-information ");
		wbuf_str(out, addr_print(&id, text, sizeof(text)));
	}
}

void
nlri_print_named(struct wbuf *out, const struct nlri *n)
{
	const struct family_info *info = family_info((enum family)n->family);

	/* A number alone says nothing. */
	if (family_is_other((enum family)n->family))
		wbuf_printf(out, "%s ", info->afi_word);
	wbuf_printf(out, "%s ", info->safi_word);
	nlri_print(out, n);
}
