/* SPDX-License-Identifier: ISC */
/*
 * Extended communities: one row per text form, with reader and writer (RFC
 * 4360, RFC 5668, RFC 7153, RFC 8955 7).  Private to path/.
 */
#ifndef PATH_EXT_COMMUNITY_H
#define PATH_EXT_COMMUNITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"

enum { EXT_FIELDS_MAX = 6 };	/* a MAC address has six */

/* The fields of "name:field:field", as strings. */
struct ext_fields {
	const char	*v[EXT_FIELDS_MAX];
	unsigned	 n;
};

/* NULL when there is no such form. */
struct ext_form;
const struct ext_form *ext_form_by_name(const char *name);
/* How many fields it wants at least: 0 for a mere word. */
unsigned	ext_form_fields(const struct ext_form *form);
/* What is legal behind the name: for messages. */
const char     *ext_form_usage(const struct ext_form *form);
/* 0 and the eight octets, or -1. */
int		ext_form_read(const struct ext_form *form,
		    const struct ext_fields *f, uint8_t c[8]);
/* The bound that fields of a pair pass (RFC 4360 3); NULL: none. */
const char     *ext_form_bound(const struct ext_form *form,
		    const struct ext_fields *f);
bool		ext_form_is_packets(const struct ext_form *form);

#endif
