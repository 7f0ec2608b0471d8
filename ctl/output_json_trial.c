/* SPDX-License-Identifier: ISC */
/* The same facts as in output_text_trial.c, for programs. */
#include <string.h>

#include "config/conf_diff.h"
#include "labels.h"
#include "output_json_trial.h"
#include "put.h"

static void
put_names(struct json *j, const char *member, uint64_t bits,
    const char *(*name)(unsigned bit))
{
	unsigned i;

	json_array(j, member, true);
	for (i = 0; name(i) != NULL; i++)
		if ((bits >> i & 1) != 0)
			json_string(j, NULL, name(i));
	json_end(j);
}

void
json_changes(struct output *o, const struct ctl_changes *c)
{
	struct json *j = &o->j;

	json_object(j, "routes", true);
	json_uint(j, "added", c->routes_added);
	json_uint(j, "changed", c->routes_changed);
	json_uint(j, "removed", c->routes_removed);
	json_end(j);
	put_names(j, "settings", c->settings, conf_diff_setting);
	json_array(j, "neighbors", false);
}

void
json_change(struct output *o, const struct ctl_change *c)
{
	struct json *j = &o->j;
	uint8_t buf[128];
	struct wbuf w;

	wbuf_fixed(&w, buf, sizeof(buf));
	put_addr(&w, &c->remote);
	if (c->remote_plen < addr_bits(c->remote.af))
		wbuf_printf(&w, "/%u", c->remote_plen);
	json_object(j, NULL, false);
	json_string_n(j, "address", w.p, w.len);
	json_string(j, "description", c->description);
	json_string(j, "action", change_name(c->change));
	json_uint(j, "announcements", c->announcements);
	json_uint(j, "withdraws", c->withdraws);
	put_names(j, "words", c->words, conf_diff_word);
	json_end(j);
}

void
json_warnings(struct output *o, const char *lines)
{
	struct json *j = &o->j;
	size_t n;

	json_end(j);
	json_array(j, "warnings", *lines == '\0');
	for (; *lines != '\0'; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		json_string_n(j, NULL, lines, n);
	}
	json_end(j);
}
