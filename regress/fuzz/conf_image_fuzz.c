/* SPDX-License-Identifier: ISC */
/* Any octets as an image: refused, or a walk and a print stay inside. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/wbuf.h"
#include "config/conf_image_routes.h"
#include "config/conf_parse.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conf_image img;
	struct wbuf out;
	char why[128] = "";

	if (conf_image_of(data, size, &img, why, sizeof(why)) == -1 ||
	    conf_image_check_routes(&img, why, sizeof(why)) == -1) {
		if (why[0] == '\0')
			abort();
		return 0;
	}
	wbuf_growable(&out, 1 << 26);
	conf_print(&out, &img, NULL, 0);
	wbuf_free(&out);
	return 0;
}
