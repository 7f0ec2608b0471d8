/* SPDX-License-Identifier: ISC */
/*
 * What the engines may say to the parent; for anything else they are killed
 * and started again.
 */
#ifndef PARENT_ENGINE_LINK_H
#define PARENT_ENGINE_LINK_H

#include "engine.h"
#include "ipc/link.h"

const struct link_table *engine_link_table(enum engine_kind kind);

#endif
