#!/usr/bin/env -S node --conditions=@image-pipeline/source
import '../src/main.ts';
