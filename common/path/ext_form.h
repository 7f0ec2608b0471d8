/* SPDX-License-Identifier: ISC */
/*
 * A form of extended communities: a row of ext_community.c or of ext_layout.c.
 * Private to those two.
 */
#ifndef PATH_EXT_FORM_H
#define PATH_EXT_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "path/ext_community.h"

struct ext_form {
	const char	*name;
	const char	*alias;		/* OpenBGPD's; NULL: none */
	uint8_t		 type;
	uint8_t		 sub;
	unsigned	 fields;
	const char	*usage;
	int		 (*read)(const struct ext_form *form,
			    const struct ext_fields *f, uint8_t c[8]);
	/* False when c is not of this form. */
	bool		 (*print)(const struct ext_form *form,
			    const uint8_t c[8], struct wbuf *out);
};

/* The nth form of ext_layout.c; NULL behind the last. */
const struct ext_form *ext_layout_form(unsigned nth);

#endif
