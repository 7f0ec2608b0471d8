/* SPDX-License-Identifier: ISC */
/* An explained message as text or as JSON. */
#ifndef CTL_EXPLAIN_FORM_H
#define CTL_EXPLAIN_FORM_H

#include "explain.h"

void	explain_text(struct wbuf *w, const struct explain *e);
void	explain_json(struct wbuf *w, const struct explain *e);

#endif
